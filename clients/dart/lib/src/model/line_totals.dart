//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'line_totals.g.dart';

/// LineTotals
///
/// Properties:
/// * [count]
/// * [gross]
/// * [tip]
/// * [convenienceFee]
/// * [discount]
/// * [tax]
/// * [refunded]
/// * [fromTakings]
/// * [net]
@BuiltValue()
abstract class LineTotals implements Built<LineTotals, LineTotalsBuilder> {
  @BuiltValueField(wireName: r'count')
  int get count;

  @BuiltValueField(wireName: r'gross')
  String get gross;

  @BuiltValueField(wireName: r'tip')
  String get tip;

  @BuiltValueField(wireName: r'convenience_fee')
  String get convenienceFee;

  @BuiltValueField(wireName: r'discount')
  String get discount;

  @BuiltValueField(wireName: r'tax')
  String get tax;

  @BuiltValueField(wireName: r'refunded')
  String get refunded;

  @BuiltValueField(wireName: r'from_takings')
  String get fromTakings;

  @BuiltValueField(wireName: r'net')
  String get net;

  LineTotals._();

  factory LineTotals([void updates(LineTotalsBuilder b)]) = _$LineTotals;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(LineTotalsBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<LineTotals> get serializer => _$LineTotalsSerializer();
}

class _$LineTotalsSerializer implements PrimitiveSerializer<LineTotals> {
  @override
  final Iterable<Type> types = const [LineTotals, _$LineTotals];

  @override
  final String wireName = r'LineTotals';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    LineTotals object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'count';
    yield serializers.serialize(
      object.count,
      specifiedType: const FullType(int),
    );
    yield r'gross';
    yield serializers.serialize(
      object.gross,
      specifiedType: const FullType(String),
    );
    yield r'tip';
    yield serializers.serialize(
      object.tip,
      specifiedType: const FullType(String),
    );
    yield r'convenience_fee';
    yield serializers.serialize(
      object.convenienceFee,
      specifiedType: const FullType(String),
    );
    yield r'discount';
    yield serializers.serialize(
      object.discount,
      specifiedType: const FullType(String),
    );
    yield r'tax';
    yield serializers.serialize(
      object.tax,
      specifiedType: const FullType(String),
    );
    yield r'refunded';
    yield serializers.serialize(
      object.refunded,
      specifiedType: const FullType(String),
    );
    yield r'from_takings';
    yield serializers.serialize(
      object.fromTakings,
      specifiedType: const FullType(String),
    );
    yield r'net';
    yield serializers.serialize(
      object.net,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    LineTotals object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required LineTotalsBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'count':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.count = valueDes;
          break;
        case r'gross':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.gross = valueDes;
          break;
        case r'tip':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.tip = valueDes;
          break;
        case r'convenience_fee':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.convenienceFee = valueDes;
          break;
        case r'discount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.discount = valueDes;
          break;
        case r'tax':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.tax = valueDes;
          break;
        case r'refunded':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.refunded = valueDes;
          break;
        case r'from_takings':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fromTakings = valueDes;
          break;
        case r'net':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.net = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  LineTotals deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = LineTotalsBuilder();
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


