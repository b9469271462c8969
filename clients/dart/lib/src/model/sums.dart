//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'sums.g.dart';

/// Sums
///
/// Properties:
/// * [sales] - How many.
/// * [gross] - Of the sales, with tips and convenience fees.
/// * [tip] - Part of `gross`.
/// * [convenienceFee] - Part of `gross`.
/// * [discount] - What the merchant bears.
/// * [tax] - On the discount.
/// * [refunds] - How many.
/// * [refunded] - What payers got back.
/// * [fromTakings] - Of that, what the takings gave; the owner's wallet gave the rest.
/// * [net] - gross - discount - tax - from_takings, which is what moved on the takings. May be negative.
@BuiltValue()
abstract class Sums implements Built<Sums, SumsBuilder> {
  /// How many.
  @BuiltValueField(wireName: r'sales')
  int get sales;

  /// Of the sales, with tips and convenience fees.
  @BuiltValueField(wireName: r'gross')
  String get gross;

  /// Part of `gross`.
  @BuiltValueField(wireName: r'tip')
  String get tip;

  /// Part of `gross`.
  @BuiltValueField(wireName: r'convenience_fee')
  String get convenienceFee;

  /// What the merchant bears.
  @BuiltValueField(wireName: r'discount')
  String get discount;

  /// On the discount.
  @BuiltValueField(wireName: r'tax')
  String get tax;

  /// How many.
  @BuiltValueField(wireName: r'refunds')
  int get refunds;

  /// What payers got back.
  @BuiltValueField(wireName: r'refunded')
  String get refunded;

  /// Of that, what the takings gave; the owner's wallet gave the rest.
  @BuiltValueField(wireName: r'from_takings')
  String get fromTakings;

  /// gross - discount - tax - from_takings, which is what moved on the takings. May be negative.
  @BuiltValueField(wireName: r'net')
  String get net;

  Sums._();

  factory Sums([void updates(SumsBuilder b)]) = _$Sums;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SumsBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Sums> get serializer => _$SumsSerializer();
}

class _$SumsSerializer implements PrimitiveSerializer<Sums> {
  @override
  final Iterable<Type> types = const [Sums, _$Sums];

  @override
  final String wireName = r'Sums';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Sums object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'sales';
    yield serializers.serialize(
      object.sales,
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
    yield r'refunds';
    yield serializers.serialize(
      object.refunds,
      specifiedType: const FullType(int),
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
    Sums object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SumsBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'sales':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.sales = valueDes;
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
        case r'refunds':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.refunds = valueDes;
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
  Sums deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SumsBuilder();
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


