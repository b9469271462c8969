//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/merchant_category.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'merchant_category_list.g.dart';

/// MerchantCategoryList
///
/// Properties:
/// * [results]
@BuiltValue()
abstract class MerchantCategoryList implements Built<MerchantCategoryList, MerchantCategoryListBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<MerchantCategory> get results;

  MerchantCategoryList._();

  factory MerchantCategoryList([void updates(MerchantCategoryListBuilder b)]) = _$MerchantCategoryList;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(MerchantCategoryListBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<MerchantCategoryList> get serializer => _$MerchantCategoryListSerializer();
}

class _$MerchantCategoryListSerializer implements PrimitiveSerializer<MerchantCategoryList> {
  @override
  final Iterable<Type> types = const [MerchantCategoryList, _$MerchantCategoryList];

  @override
  final String wireName = r'MerchantCategoryList';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    MerchantCategoryList object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(MerchantCategory)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    MerchantCategoryList object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required MerchantCategoryListBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(MerchantCategory)]),
          ) as BuiltList<MerchantCategory>;
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
  MerchantCategoryList deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = MerchantCategoryListBuilder();
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


