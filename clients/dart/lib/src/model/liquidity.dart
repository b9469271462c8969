//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/outlets_total.dart';
import 'package:gopay_client/src/model/outlet_liquidity.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'liquidity.g.dart';

/// Liquidity
///
/// Properties:
/// * [outlets]
/// * [totals]
@BuiltValue()
abstract class Liquidity implements Built<Liquidity, LiquidityBuilder> {
  @BuiltValueField(wireName: r'outlets')
  BuiltList<OutletLiquidity> get outlets;

  @BuiltValueField(wireName: r'totals')
  BuiltList<OutletsTotal> get totals;

  Liquidity._();

  factory Liquidity([void updates(LiquidityBuilder b)]) = _$Liquidity;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(LiquidityBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Liquidity> get serializer => _$LiquiditySerializer();
}

class _$LiquiditySerializer implements PrimitiveSerializer<Liquidity> {
  @override
  final Iterable<Type> types = const [Liquidity, _$Liquidity];

  @override
  final String wireName = r'Liquidity';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Liquidity object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'outlets';
    yield serializers.serialize(
      object.outlets,
      specifiedType: const FullType(BuiltList, [FullType(OutletLiquidity)]),
    );
    yield r'totals';
    yield serializers.serialize(
      object.totals,
      specifiedType: const FullType(BuiltList, [FullType(OutletsTotal)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Liquidity object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required LiquidityBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'outlets':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(OutletLiquidity)]),
          ) as BuiltList<OutletLiquidity>;
          result.outlets.replace(valueDes);
          break;
        case r'totals':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(OutletsTotal)]),
          ) as BuiltList<OutletsTotal>;
          result.totals.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Liquidity deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = LiquidityBuilder();
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


