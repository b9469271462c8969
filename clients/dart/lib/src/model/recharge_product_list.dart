//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/recharge_product.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'recharge_product_list.g.dart';

/// RechargeProductList
///
/// Properties:
/// * [results]
@BuiltValue()
abstract class RechargeProductList implements Built<RechargeProductList, RechargeProductListBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<RechargeProduct> get results;

  RechargeProductList._();

  factory RechargeProductList([void updates(RechargeProductListBuilder b)]) = _$RechargeProductList;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(RechargeProductListBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<RechargeProductList> get serializer => _$RechargeProductListSerializer();
}

class _$RechargeProductListSerializer implements PrimitiveSerializer<RechargeProductList> {
  @override
  final Iterable<Type> types = const [RechargeProductList, _$RechargeProductList];

  @override
  final String wireName = r'RechargeProductList';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    RechargeProductList object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(RechargeProduct)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    RechargeProductList object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required RechargeProductListBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(RechargeProduct)]),
          ) as BuiltList<RechargeProduct>;
          result.results.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  RechargeProductList deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = RechargeProductListBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


